# Writes OUT: a hash of the bytes of SOURCES and of what compiles them.
set(all "${COMPILER}")
foreach(source IN LISTS SOURCES)
    file(SHA256 "${source}" hash)
    string(APPEND all "${hash}")
endforeach()
string(SHA256 made "${all}")
file(WRITE "${OUT}" "#define KJ_FOLD_MADE \"${made}\"\n")

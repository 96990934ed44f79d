/* tests/fuzz/replay.c: plays files, and folders of files, through a fuzz entry, without libFuzzer.
 */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int play_file(const char *path)
{
    FILE *file = fopen(path, "rb");
    if (!file) {
        perror(path);
        return 1;
    }
    fseek(file, 0, SEEK_END);
    const long size = ftell(file);
    rewind(file);
    /* Of exactly its size, so that AddressSanitizer sees a read beyond it. */
    uint8_t *bytes = malloc(size > 0 ? (size_t)size : 1);
    const int bad = !bytes || size < 0 || fread(bytes, 1, (size_t)size, file) != (size_t)size;
    fclose(file);
    if (bad)
        perror(path);
    else
        LLVMFuzzerTestOneInput(bytes, (size_t)size);
    free(bytes);
    return bad;
}

static int play(const char *path, size_t *count);

static int play_folder(const char *path, size_t *count)
{
    struct dirent **names;
    const int found = scandir(path, &names, NULL, alphasort);
    if (found < 0) {
        perror(path);
        return 1;
    }
    int bad = 0;
    for (int i = 0; i < found; i++) {
        char inner[4096];
        if (names[i]->d_name[0] != '.') {
            snprintf(inner, sizeof inner, "%s/%s", path, names[i]->d_name);
            bad |= play(inner, count);
        }
        free(names[i]);
    }
    free(names);
    return bad;
}

static int play(const char *path, size_t *count)
{
    struct stat status;
    if (stat(path, &status) != 0) {
        perror(path);
        return 1;
    }
    if (S_ISDIR(status.st_mode))
        return play_folder(path, count);
    ++*count;
    return play_file(path);
}

int main(int argc, char **argv)
{
    size_t count = 0;
    int bad = 0;
    for (int i = 1; i < argc; i++)
        bad |= play(argv[i], &count);
    printf("%zu inputs played\n", count);
    return bad || count == 0;
}

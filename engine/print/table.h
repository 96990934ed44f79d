/* engine/print/table.h: one table of a report on paper. */
#ifndef KJ_PRINT_TABLE_H
#define KJ_PRINT_TABLE_H

#include "print/paper.h"

/* From where the page stands, over as many as it needs; a table without rows says so. */
void kj_paper_table(kj_paper *paper, const kj_table *table);

#endif

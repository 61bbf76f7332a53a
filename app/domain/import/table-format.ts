/** Returns whether a table is read as a workbook (XLSX), by its name; every other is read as a CSV. */
export const isWorkbook = (name: string): boolean => name.toLowerCase().endsWith('.xlsx')

package workbench.scientist.description;

/**
 * Correlation of two number columns, over the rows that have both values.
 *
 * @param one the earlier column
 * @param other the later column
 * @param correlation Pearson's r, from -1 to 1
 * @param rows number of rows that have both
 */
public record Pair(String one, String other, double correlation, int rows) {}

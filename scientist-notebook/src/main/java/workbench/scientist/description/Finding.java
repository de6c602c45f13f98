package workbench.scientist.description;

/**
 * Something about the data that a careful person would remark.
 *
 * @param text one plain sentence, from the numbers alone
 */
public record Finding(String text) {}

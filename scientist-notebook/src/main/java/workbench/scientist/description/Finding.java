package workbench.scientist.description;

/**
 * Remarkable property of the data.
 *
 * @param text one plain sentence, from the numbers alone
 */
public record Finding(String text) {}

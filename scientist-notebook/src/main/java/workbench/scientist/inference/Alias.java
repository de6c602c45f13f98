package workbench.scientist.inference;

/**
 * A feature that tells nothing the features before it do not tell, and that the unpenalised fit
 * therefore leaves out.
 *
 * @param name of the feature
 * @param reason printed: constant, the same values as another feature, or a linear combination of
 *     others
 */
public record Alias(String name, String reason) {}

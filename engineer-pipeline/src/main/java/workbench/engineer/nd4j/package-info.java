/**
 * Replacements for parts of ND4J and Deeplearning4j 1.0.0-M2.1, the version of the parent POM, each
 * set by a system property of {@code .mvn/java.flags}. {@code -Dplain=true} runs without them.
 * ShippedNd4jTest and KeptActivationsTest fail when the libraries no longer have these defects.
 *
 * <ul>
 *   <li>{@link workbench.engineer.nd4j.NativeMemory}: frees what ND4J leaks at each operation.
 *   <li>{@link workbench.engineer.nd4j.ShapeCache}: finds a shape without locking.
 *   <li>{@link workbench.engineer.nd4j.KeptActivations}: computes the forward pass once a step.
 *   <li>{@link workbench.engineer.nd4j.SmallArrays}: computes small arrays in Java, where a native
 *       call costs more than the work.
 * </ul>
 */
package workbench.engineer.nd4j;

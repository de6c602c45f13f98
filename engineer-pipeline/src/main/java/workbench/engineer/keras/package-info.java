/**
 * What Keras has and Deeplearning4j lacks: its files and the lines that it prints while training.
 * Reads {@code .keras} (Keras 3) and {@code .h5} (Keras 2 and 3), and writes both for Keras 3.
 */
package workbench.engineer.keras;

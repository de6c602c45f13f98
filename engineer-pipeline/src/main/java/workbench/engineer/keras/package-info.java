/**
 * Files of Keras and the lines that Keras prints while training, which Deeplearning4j lacks. Reads
 * {@code .keras} (Keras 3) and {@code .h5} (Keras 2 and 3), and writes both for Keras 3.
 */
package workbench.engineer.keras;

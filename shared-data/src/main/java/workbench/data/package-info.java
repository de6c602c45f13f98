/** Data sets: loading, cleaning, encoding, and the split into training and test rows. */
package workbench.data;

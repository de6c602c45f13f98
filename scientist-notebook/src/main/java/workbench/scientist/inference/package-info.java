/** Inference about the coefficients: estimates, tests, separation and the bootstrap. */
package workbench.scientist.inference;

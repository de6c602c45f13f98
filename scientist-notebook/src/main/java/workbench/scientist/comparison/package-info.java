/** Comparison of models on the same folds, with tests of the differences. */
package workbench.scientist.comparison;

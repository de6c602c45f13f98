/** Explanation of a model: partial effects and misclassified rows. */
package workbench.scientist.explanation;

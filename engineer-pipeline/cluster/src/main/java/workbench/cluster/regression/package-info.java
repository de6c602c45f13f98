/** The scientist's logistic regression on rows that stay where Spark has them. */
package workbench.cluster.regression;

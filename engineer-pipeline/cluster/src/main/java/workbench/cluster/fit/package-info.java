/** Logistic regression on Spark, and the scientist's prototype that it is compared with. */
package workbench.cluster.fit;

/** Scoring of a file or a folder on Spark with an exported model. */
package workbench.cluster.scoring;

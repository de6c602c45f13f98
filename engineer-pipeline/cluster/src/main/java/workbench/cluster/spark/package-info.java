/** What every command on Spark needs: reading CSV files, progress, and one line for a failure. */
package workbench.cluster.spark;

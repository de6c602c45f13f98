/** Released models over more rows than one machine reads, with Apache Spark. */
package workbench.cluster;

/** Data sets of any size, drawn from a seed. */
package workbench.cluster.generation;

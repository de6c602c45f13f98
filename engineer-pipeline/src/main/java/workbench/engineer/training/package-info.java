/** Training of a dense network, the checks of its data before, and the file that keeps it. */
package workbench.engineer.training;

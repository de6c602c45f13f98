/** Commands of the ML engineer, and the pipeline from a data set to a released model. */
package workbench.engineer;

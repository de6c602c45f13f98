/** Makes the Java kernel of the notebooks known to Jupyter. */
package workbench.scientist.notebook;

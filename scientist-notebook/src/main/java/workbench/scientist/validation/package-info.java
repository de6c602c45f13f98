/** How good is a model on rows it has not seen, and could that be luck? */
package workbench.scientist.validation;

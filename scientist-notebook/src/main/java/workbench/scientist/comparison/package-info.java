/** Which kind of model is the better one for these rows, and is the difference more than luck? */
package workbench.scientist.comparison;

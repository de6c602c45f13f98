/** What do the data say about each coefficient, how surely, and when can they say nothing? */
package workbench.scientist.inference;

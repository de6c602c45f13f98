/** What the numbers say, in words that they support. */
package workbench.scientist.explanation;

/** Ways of fitting a model. */
package workbench.scientist.fit;

/** The study: from a question to what the numbers answer. */
package workbench.scientist.study;

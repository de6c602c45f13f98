/** The command line: options, errors in one line, progress and printed stages. */
package workbench.command;

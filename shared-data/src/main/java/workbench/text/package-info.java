/**
 * Text for HTML, Markdown and terminals, with the characters escaped that each of them interprets.
 */
package workbench.text;

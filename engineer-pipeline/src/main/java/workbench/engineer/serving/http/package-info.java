/** HTTP: paths, bodies of limited size, deadlines, and the access log. */
package workbench.engineer.serving.http;

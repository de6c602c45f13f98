/** Models in memory: loaded from the repository, counted, and watched for drift. */
package workbench.engineer.serving.models;

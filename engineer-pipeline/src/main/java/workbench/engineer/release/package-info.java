/**
 * Release of a model: the gate that compares it with the released one, the model card and the
 * publication.
 */
package workbench.engineer.release;

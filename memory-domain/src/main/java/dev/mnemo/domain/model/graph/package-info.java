/** The words of the knowledge graph: datasets, documents, chunks, entities, facts, evidence. */
package dev.mnemo.domain.model.graph;

/**
 * The knowledge graph over Bolt. Public: the module and its configuration. Depends on the domain;
 * only bootstrap and the embedded server may depend on it.
 */
@NullMarked
package dev.mnemo.adapter.graph.neo4j;

import org.jspecify.annotations.NullMarked;

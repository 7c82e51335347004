/**
 * Runs Neo4j Community in a process of its own. Public: the module and its configuration. Depends
 * on adapter-graph-neo4j and on nothing under the GPL; only bootstrap may depend on it.
 */
@NullMarked
package dev.mnemo.adapter.graph.neo4j.embedded;

import org.jspecify.annotations.NullMarked;

/**
 * The process that holds Neo4j, started by adapter-graph-neo4j-embedded and by nobody else. Works
 * with the GPLv3 libraries of Neo4j in one JVM; no other module may depend on it.
 */
@NullMarked
package dev.mnemo.neo4j.server;

import org.jspecify.annotations.NullMarked;

/**
 * The words of the session log: users, sessions, entries, usage. Values are immutable and refuse
 * nonsense. Subpackages hold the knowledge graph and what is said to and by language models.
 */
package dev.mnemo.domain.model;

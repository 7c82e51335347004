/**
 * Language models, extraction and embeddings, offline by default. Public: the modules and their
 * configuration. Depends on the domain; only bootstrap may depend on it.
 */
@NullMarked
package dev.mnemo.adapter.llm;

import org.jspecify.annotations.NullMarked;

/** Vectors of texts, by a model that runs in this process. */
@NullMarked
package dev.mnemo.adapter.llm.embedding;

import org.jspecify.annotations.NullMarked;

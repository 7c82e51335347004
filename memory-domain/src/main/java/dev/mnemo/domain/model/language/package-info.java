/** What goes to, and comes from, language and embedding models. */
package dev.mnemo.domain.model.language;

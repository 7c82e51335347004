/**
 * Sessions, and the ledger of model calls, in one SQLite database of the data folder. Public: the
 * module and its configuration. Depends on the domain; only bootstrap may depend on it.
 */
@NullMarked
package dev.mnemo.adapter.cache.fs;

import org.jspecify.annotations.NullMarked;

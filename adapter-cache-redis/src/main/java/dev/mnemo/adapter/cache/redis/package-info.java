/**
 * Sessions, and the ledger of model calls, in Redis. Public: the module and its configuration.
 * Depends on the domain; only bootstrap may depend on it.
 */
@NullMarked
package dev.mnemo.adapter.cache.redis;

import org.jspecify.annotations.NullMarked;

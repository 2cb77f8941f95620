/**
 * One small writer and one strict reader of JSON, for journal payloads and rule files: bounded, no
 * reflection, decimals never become doubles, and no type of the JSON library shows outside. Imports
 * only the exception. Start with {@link dev.tillwright.core.json.JsonOut}.
 */
@NullMarked
package dev.tillwright.core.json;

import org.jspecify.annotations.NullMarked;

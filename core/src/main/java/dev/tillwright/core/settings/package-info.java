/**
 * Settings in force: what a till was set to, as entries of its journal, so that prices, rules,
 * limits and roles can be shown for any sale. May import {@code journal}, {@code store} and {@code
 * json}. Start with {@link dev.tillwright.core.settings.Settings}, then {@code SettingsBook}.
 */
@NullMarked
package dev.tillwright.core.settings;

import org.jspecify.annotations.NullMarked;

/** The shops: who they are, and the secrets their platforms sign with. */
@NullMarked
package io.touchback.orders.shop;

import org.jspecify.annotations.NullMarked;

/** Annotated code that no proxy can stand before. */
package dev.raglan.contract.subject.woven;

/** Annotated catalogs that inherit from one another. */
package dev.raglan.contract.subject.catalog;

// Package notebook reads and writes Jupyter notebooks (nbformat 4), runs them
// on a server.Engine without any front end, and renders them as one page of
// HTML that needs no network.
package notebook

// The two names that JSX becomes when figures are bundled for the page.
export { Fragment, h } from 'preact';

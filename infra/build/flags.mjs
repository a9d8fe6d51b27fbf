// What Node is started with, by npm start, in Azure and in long tests and benches. Without a bound V8
// lets what is left behind grow with the memory of the machine before it collects, and a long run of
// messages looks like a leak. With source maps a stack names our files.
export const flags = ['--max-old-space-size=1024', '--enable-source-maps'];

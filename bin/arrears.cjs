#!/usr/bin/env node
// The sources run as they are: tsx translates them while they load, so there is no build step to forget.
require('tsx/cjs');
require('../cli/main.ts');

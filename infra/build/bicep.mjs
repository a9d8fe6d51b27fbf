// node infra/build/bicep.mjs: builds infra/azure.bicep and its modules with the Bicep compiler, and
// refuses what it warns about. The compiler comes from NuGet, so it needs .NET, on Linux for x64.
import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { environment } from './environment.mjs';

const project = 'infra/build/bicep.csproj';
const [, name = '', version = ''] =
  /Include="([^"]+)" Version="\[([^\]]+)\]"/.exec(readFileSync(project, 'utf8')) ?? [];
// Beside the packages of npm: ignored by git, and gone with them.
const cache = 'node_modules/.bicep';
const bicep = join(cache, name.toLowerCase(), version, 'tools/bicep');

const run = (command, ...parameters) =>
  spawnSync(command, parameters, {
    encoding: 'utf8',
    env: environment({
      DOTNET_CLI_TELEMETRY_OPTOUT: '1',
      DOTNET_NOLOGO: '1',
      // Neither needs the system's ICU, which small images leave out.
      DOTNET_SYSTEM_GLOBALIZATION_INVARIANT: '1',
    }),
  });

function refuse(said) {
  process.stderr.write(`${said}\n`);
  process.exitCode = 1;
}

function fetchCompiler() {
  mkdirSync(cache, { recursive: true });
  // What restoring writes beside a project stays out of the sources.
  copyFileSync(project, join(cache, 'bicep.csproj'));
  const restored = run('dotnet', 'restore', join(cache, 'bicep.csproj'), '--packages', cache);
  if (restored.status !== 0) return refuse(`${restored.stdout}${restored.stderr}`);
  // A NuGet package keeps no run bit.
  chmodSync(bicep, 0o755);
}

const hasDotnet = run('dotnet', '--version').status === 0;
if (process.platform !== 'linux' || process.arch !== 'x64' || !hasDotnet) {
  process.stdout.write('Not checked: the Bicep compiler needs .NET on Linux for x64.\n');
} else {
  if (!existsSync(bicep)) fetchCompiler();
  if (process.exitCode === undefined) {
    const { status, stderr } = run(bicep, 'build', 'infra/azure.bicep', '--stdout');
    if (status !== 0 || stderr.trim() !== '') refuse(stderr);
    else process.stdout.write(`infra/ builds with Bicep ${version}, without a warning\n`);
  }
}
